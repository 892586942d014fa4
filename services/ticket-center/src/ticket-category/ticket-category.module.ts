import { Module } from '@nestjs/common';
import { AddCategoryHandler } from './commands/add-category.js';
import { ChangeCategoryHandler } from './commands/change-category.js';
import { CategoryTrees } from './domain/category-tree.repository.js';
import { HouseCategories } from './house-categories.js';
import { TypeormCategoryTrees } from './infra/typeorm-category-tree.repository.js';
import { GetCategoryHandler, ListCategoriesHandler } from './queries/find-categories.js';
import { TicketCategories } from './ticket-category.api.js';
import { TicketCategoryController } from './ticket-category.controller.js';

/** The tree that tickets and their types are sorted into. */
@Module({
  controllers: [TicketCategoryController],
  providers: [
    { provide: CategoryTrees, useClass: TypeormCategoryTrees },
    TicketCategories,
    HouseCategories,
    AddCategoryHandler,
    ChangeCategoryHandler,
    ListCategoriesHandler,
    GetCategoryHandler,
  ],
  exports: [TicketCategories, HouseCategories],
})
export class TicketCategoryModule {}
